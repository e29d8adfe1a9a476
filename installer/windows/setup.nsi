; The Windows installer. build.py defines VERSION, VERSION_NUMBERS, SIZE_KB, PAYLOAD, FILES, ICON and OUTPUT.
;
; Switches: /S silent, /AllUsers or /CurrentUser, /NoDesktop, /NoAssociation, /D=folder (last, unquoted).
; Exit codes: 0 done, 1 given up by the user, 3 the program is running, 4 this PC or this account cannot.
; Everything of ours in the folder is ${RUNTIME} and the files named here; nothing else in it is ever touched.

Unicode true
SetCompressor /SOLID lzma
SetCompressorDictSize 64
SetDateSave off
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel user

!include MUI2.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include x64.nsh
!include FileFunc.nsh
!include nsDialogs.nsh

!define PROGRAM "井镇节能"
!define WINDOW_EXE "井镇节能.exe"
!define CONSOLE_EXE "jingzhen-desktop.exe"
!define LICENCE "LICENSE.txt"
!define CHANGES "更新内容.txt"
!define UNINSTALLER "卸载井镇节能.exe"
!define RUNTIME "jingzhen-runtime"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\JingzhenDesktop"
!define KIND "JingzhenDesktop.Office"
!define FOLDER "JingzhenDesktop"
!define OLDEST_BUILD 17763 ; Windows 10 1809, what Qt 6 asks for

Name "${PROGRAM}"
OutFile "${OUTPUT}"
BrandingText "${PROGRAM} ${VERSION}"
VIProductVersion "${VERSION_NUMBERS}"
VIAddVersionKey /LANG=2052 "ProductName" "${PROGRAM}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "FileDescription" "${PROGRAM}安装程序"
VIAddVersionKey /LANG=2052 "CompanyName" "Jingzhen Desktop"
VIAddVersionKey /LANG=2052 "LegalCopyright" "MIT License"

Var ForAll ; 1: for all users of this PC
Var Given ; the folder of /D=

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEFINISHPAGE_BITMAP "side.bmp" ; the program icon on its ground, 164 × 314
!define MUI_WELCOMEPAGE_TEXT "将在这台电脑上安装 ${PROGRAM} ${VERSION}。$\r$\n$\r$\n如果已经装有旧版本，会原位升级；$\r$\n数据文件和已导出的报表不受影响。$\r$\n$\r$\n安装前请先关闭${PROGRAM}。"
!insertmacro MUI_PAGE_WELCOME
Page custom ScopePage ScopePageLeave
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_FUNCTION RunProgram
!define MUI_FINISHPAGE_RUN_TEXT "现在打开${PROGRAM}"
!define MUI_FINISHPAGE_SHOWREADME "$INSTDIR\${CHANGES}"
!define MUI_FINISHPAGE_SHOWREADME_TEXT "查看更新内容"
!define MUI_FINISHPAGE_SHOWREADME_NOTCHECKED
!insertmacro MUI_PAGE_FINISH

!define MUI_UNCONFIRMPAGE_TEXT_TOP "将从这台电脑上删除${PROGRAM}的程序文件。$\r$\n数据文件（.jzdb）、备份和已导出的报表都会保留。"
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "SimpChinese"

; --- who it is for --------------------------------------------------------------------------------------------------

!macro Refuse TEXT CODE
  MessageBox MB_OK|MB_ICONSTOP "${TEXT}" /SD IDOK
  SetErrorLevel ${CODE}
  Quit
!macroend

!macro IsAdministrator RESULT
  UserInfo::GetAccountType
  Pop ${RESULT}
  ${If} ${RESULT} == "Admin"
    StrCpy ${RESULT} 1
  ${Else}
    StrCpy ${RESULT} 0
  ${EndIf}
!macroend

; Sets where shortcuts and registry entries go, and the folder: as given, else that of the installed version, else the usual one.
Function UseScope
  ${If} $ForAll = 1
    SetShellVarContext all
    StrCpy $0 "$PROGRAMFILES64\${FOLDER}"
  ${Else}
    SetShellVarContext current
    StrCpy $0 "$LOCALAPPDATA\Programs\${FOLDER}"
  ${EndIf}
  ReadRegStr $1 SHCTX "${KEY}" "InstallLocation"
  ${If} $Given != ""
    StrCpy $INSTDIR $Given
  ${ElseIf} $1 != ""
    StrCpy $INSTDIR $1
  ${Else}
    StrCpy $INSTDIR $0
  ${EndIf}
FunctionEnd

; Starts this installer again as an administrator, who asks Windows for the right; does not return if that worked.
Function BecomeAdministrator
  ClearErrors
  ExecShell "runas" "$EXEPATH" "/AllUsers"
  ${IfNot} ${Errors}
    Quit
  ${EndIf}
FunctionEnd

Function .onInit
  StrCpy $Given $INSTDIR
  SetRegView 64
  ${IfNot} ${RunningX64}
    !insertmacro Refuse "${PROGRAM}需要64位的 Windows 10（1809 或更新）或 Windows 11。这台电脑是32位系统，不能安装。" 4
  ${EndIf}
  ${IfNot} ${AtLeastBuild} ${OLDEST_BUILD}
    !insertmacro Refuse "${PROGRAM}需要 Windows 10（1809 或更新）或 Windows 11。这台电脑的系统版本太旧，不能安装。" 4
  ${EndIf}
  ReadRegStr $0 HKLM "${KEY}" "InstallLocation"
  StrCpy $ForAll 0
  ${If} $0 != ""
    StrCpy $ForAll 1
  ${EndIf}
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/AllUsers" $1
  ${IfNot} ${Errors}
    StrCpy $ForAll 1
  ${EndIf}
  ClearErrors
  ${GetOptions} $0 "/CurrentUser" $1
  ${IfNot} ${Errors}
    StrCpy $ForAll 0
  ${EndIf}
  !insertmacro IsAdministrator $2
  ${If} $ForAll = 1
  ${AndIf} $2 = 0
  ${AndIf} ${Silent}
    !insertmacro Refuse "为所有人安装需要管理员权限。" 4
  ${EndIf}
  Call UseScope
  Call ChooseSections
FunctionEnd

Var OnlyMe
Var Everybody

Function ScopePage
  !insertmacro MUI_HEADER_TEXT "为谁安装" "选择谁可以在这台电脑上使用${PROGRAM}。"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateRadioButton} 0 10u 100% 14u "只为我安装（不需要管理员权限）"
  Pop $OnlyMe
  ${NSD_CreateRadioButton} 0 32u 100% 14u "为这台电脑的所有人安装（需要管理员权限，会出现一次确认）"
  Pop $Everybody
  ${If} $ForAll = 1
    ${NSD_Check} $Everybody
  ${Else}
    ${NSD_Check} $OnlyMe
  ${EndIf}
  nsDialogs::Show
FunctionEnd

Function ScopePageLeave
  ${NSD_GetState} $Everybody $0
  StrCpy $ForAll 0
  ${If} $0 = ${BST_CHECKED}
    StrCpy $ForAll 1
    !insertmacro IsAdministrator $2
    ${If} $2 = 0
      Call BecomeAdministrator
      MessageBox MB_OK|MB_ICONEXCLAMATION "没有得到管理员权限。可以选“只为我安装”继续。"
      Abort
    ${EndIf}
  ${EndIf}
  Call UseScope
FunctionEnd

; --- installing -----------------------------------------------------------------------------------------------------

; A running program holds its library: it cannot be opened for writing.
!macro RefuseWhileRunning
  ${Do}
    ${IfNot} ${FileExists} "$INSTDIR\${RUNTIME}\python311.dll"
      ${ExitDo}
    ${EndIf}
    ClearErrors
    FileOpen $0 "$INSTDIR\${RUNTIME}\python311.dll" a
    ${IfNot} ${Errors}
      FileClose $0
      ${ExitDo}
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${PROGRAM}正在运行。请先关闭它，再点“重试”。" /SD IDCANCEL IDRETRY +3
    SetErrorLevel 3
    Quit
  ${Loop}
!macroend

!macro RemoveProgramFiles
  RMDir /r "$INSTDIR\${RUNTIME}"
  Delete "$INSTDIR\${WINDOW_EXE}"
  Delete "$INSTDIR\${CONSOLE_EXE}"
  Delete "$INSTDIR\${LICENCE}"
  Delete "$INSTDIR\${CHANGES}"
!macroend

; A version for this user only gives way to one for all.
Function RemoveOwnVersion
  ReadRegStr $0 HKCU "${KEY}" "InstallLocation"
  ${If} $ForAll = 1
  ${AndIf} $0 != ""
  ${AndIf} $0 != $INSTDIR
  ${AndIf} ${FileExists} "$0\${UNINSTALLER}"
    ExecWait '"$0\${UNINSTALLER}" /S _?=$0'
    Delete "$0\${UNINSTALLER}"
    RMDir "$0"
  ${EndIf}
FunctionEnd

Section "程序（必需）" PROGRAM_SECTION
  SectionIn RO
  !insertmacro RefuseWhileRunning
  Call RemoveOwnVersion
  !insertmacro RemoveProgramFiles
  DetailPrint "正在复制程序文件……"
  SetDetailsPrint none
  !include "${FILES}"
  SetDetailsPrint both
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\${UNINSTALLER}"
  CreateShortcut "$SMPROGRAMS\${PROGRAM}.lnk" "$INSTDIR\${WINDOW_EXE}" "" "$INSTDIR\${WINDOW_EXE}" 0
  WriteRegStr SHCTX "${KEY}" "DisplayName" "${PROGRAM}"
  WriteRegStr SHCTX "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${KEY}" "DisplayIcon" "$INSTDIR\${WINDOW_EXE},0"
  WriteRegStr SHCTX "${KEY}" "Publisher" "Jingzhen Desktop"
  WriteRegStr SHCTX "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${KEY}" "UninstallString" '"$INSTDIR\${UNINSTALLER}"'
  WriteRegStr SHCTX "${KEY}" "QuietUninstallString" '"$INSTDIR\${UNINSTALLER}" /S'
  WriteRegDWORD SHCTX "${KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD SHCTX "${KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${KEY}" "NoRepair" 1
SectionEnd

Section "桌面快捷方式" DESKTOP_SECTION
  CreateShortcut "$DESKTOP\${PROGRAM}.lnk" "$INSTDIR\${WINDOW_EXE}" "" "$INSTDIR\${WINDOW_EXE}" 0
SectionEnd

Section "关联数据文件" ASSOCIATION_SECTION
  WriteRegStr SHCTX "Software\Classes\.jzdb" "" "${KIND}"
  WriteRegStr SHCTX "Software\Classes\${KIND}" "" "${PROGRAM}数据文件"
  WriteRegStr SHCTX "Software\Classes\${KIND}\DefaultIcon" "" "$INSTDIR\${WINDOW_EXE},0"
  WriteRegStr SHCTX "Software\Classes\${KIND}\shell\open\command" "" '"$INSTDIR\${WINDOW_EXE}" "%1"'
  ${RefreshShellIcons}
SectionEnd

LangString PROGRAM_TEXT 2052 "程序本身。"
LangString DESKTOP_TEXT 2052 "在桌面放一个${PROGRAM}的快捷方式。"
LangString ASSOCIATION_TEXT 2052 "双击数据文件（.jzdb）时用${PROGRAM}打开。"
!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${PROGRAM_SECTION} $(PROGRAM_TEXT)
  !insertmacro MUI_DESCRIPTION_TEXT ${DESKTOP_SECTION} $(DESKTOP_TEXT)
  !insertmacro MUI_DESCRIPTION_TEXT ${ASSOCIATION_SECTION} $(ASSOCIATION_TEXT)
!insertmacro MUI_FUNCTION_DESCRIPTION_END

Function ChooseSections
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/NoDesktop" $1
  ${IfNot} ${Errors}
    !insertmacro UnselectSection ${DESKTOP_SECTION}
  ${EndIf}
  ClearErrors
  ${GetOptions} $0 "/NoAssociation" $1
  ${IfNot} ${Errors}
    !insertmacro UnselectSection ${ASSOCIATION_SECTION}
  ${EndIf}
FunctionEnd

Function RunProgram
  Exec '"$WINDIR\explorer.exe" "$INSTDIR\${WINDOW_EXE}"' ; by the desktop, so that it never runs as an administrator
FunctionEnd

; --- removing -------------------------------------------------------------------------------------------------------

Function un.onInit
  SetRegView 64
  ReadRegStr $0 HKLM "${KEY}" "InstallLocation"
  ${If} $0 == $INSTDIR
    !insertmacro IsAdministrator $1
    ${If} $1 = 0
      ${IfNot} ${Silent}
        ClearErrors
        ExecShell "runas" "$INSTDIR\${UNINSTALLER}"
        ${IfNot} ${Errors}
          Quit
        ${EndIf}
      ${EndIf}
      !insertmacro Refuse "${PROGRAM}是为所有人安装的，卸载需要管理员权限。" 4
    ${EndIf}
    SetShellVarContext all
  ${Else}
    SetShellVarContext current
  ${EndIf}
FunctionEnd

Section "Uninstall"
  !insertmacro RefuseWhileRunning
  !insertmacro RemoveProgramFiles
  Delete "$INSTDIR\${UNINSTALLER}"
  RMDir "$INSTDIR" ; only if nothing else is in it
  Delete "$SMPROGRAMS\${PROGRAM}.lnk"
  Delete "$DESKTOP\${PROGRAM}.lnk"
  DeleteRegKey SHCTX "${KEY}"
  ReadRegStr $0 SHCTX "Software\Classes\.jzdb" ""
  ${If} $0 == "${KIND}"
    DeleteRegKey SHCTX "Software\Classes\.jzdb"
  ${EndIf}
  DeleteRegKey SHCTX "Software\Classes\${KIND}"
  ${RefreshShellIcons}
  SetShellVarContext current
  RMDir /r "$LOCALAPPDATA\jingzhen-desktop\fonts" ; converted fonts, made again when needed
  RMDir "$LOCALAPPDATA\jingzhen-desktop"
SectionEnd

/* The two programs of the Windows folder: the window (no console) and the command line (with one).

   Each loads jingzhen-runtime\python311.dll from its own folder and runs the package with its arguments; the working folder
   stays as it is. python311._pth beside the library says where everything is, so nothing of another Python is used. */

#include <windows.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#define ROOM 32768
#define OWN_ARGUMENTS 6

typedef int (*python_main)(int, wchar_t **);

#ifdef CONSOLE
int _dowildcard = -1; /* import *.xlsx: the Windows command line leaves this to the program */

static void complain(const wchar_t *text)
{
    HANDLE stream = GetStdHandle(STD_ERROR_HANDLE);
    DWORD written;
    if (!WriteConsoleW(stream, text, (DWORD)wcslen(text), &written, NULL)) {
        char bytes[4096];
        int length = WideCharToMultiByte(CP_UTF8, 0, text, -1, bytes, sizeof bytes, NULL, NULL);
        if (length > 1)
            WriteFile(stream, bytes, (DWORD)length - 1, &written, NULL);
    }
}
#else
int _dowildcard = 0;

static void complain(const wchar_t *text)
{
    MessageBoxW(NULL, text, L"井镇节能", MB_OK | MB_ICONERROR | MB_SETFOREGROUND);
}
#endif

static python_main find_python(void)
{
    static wchar_t path[ROOM];
    DWORD length = GetModuleFileNameW(NULL, path, ROOM - 64);
    if (length == 0 || length >= ROOM - 64)
        return NULL;
    wchar_t *name = wcsrchr(path, L'\\');
    if (name == NULL)
        return NULL;
    wcscpy(name + 1, L"jingzhen-runtime\\python311.dll");
    HMODULE library = LoadLibraryExW(path, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    return library == NULL ? NULL : (python_main)(void *)GetProcAddress(library, "Py_Main");
}

int wmain(int count, wchar_t **given)
{
    SetDllDirectoryW(L""); /* no libraries from the working folder, which may be a stranger's stick */
    python_main run = find_python();
    if (run == NULL) {
        complain(L"井镇节能的程序文件不全，不能启动。请重新安装；从U盘运行的，请重新复制整个文件夹。\n");
        return 4;
    }
    wchar_t **arguments = calloc((size_t)count + OWN_ARGUMENTS + 1, sizeof *arguments);
    if (arguments == NULL)
        return 4;
    wchar_t *own[] = {given[0], L"-X", L"utf8", L"-B", L"-m", L"jingzhen_desktop"};
    memcpy(arguments, own, sizeof own);
    for (int position = 1; position < count; position++)
        arguments[OWN_ARGUMENTS + position - 1] = given[position];
    int code = run(count + OWN_ARGUMENTS - 1, arguments);
#ifndef CONSOLE
    if (code == 1) /* what the package never returns itself: an exception before the window could show it */
        complain(L"井镇节能没有能启动。请重新安装后再试；仍不行时，请在命令提示符中运行同一文件夹的\n"
                 L"jingzhen-desktop.exe，把显示的内容发给维护人员。");
#endif
    return code;
}

"""The main window and what belongs to the whole house:
start page, 今日工作, settings page, help, crash dialog.
"""

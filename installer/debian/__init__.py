"""Makes the package for UOS, Kylin and Debian.
``build.py`` is the command; the other modules are its steps.
"""

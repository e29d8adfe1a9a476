"""Version 2 → 3: what each tab keeps grew;
each tab's part has a module of its own, ``step`` carries them out.
"""

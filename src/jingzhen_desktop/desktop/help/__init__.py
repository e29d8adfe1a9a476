"""The offline manual: its chapters, looking for words in them, the page and the window that show it,
the walk through the first steps, and the about text. Nothing of it is loaded before it is asked for.
"""

"""The widgets of 年度总结: the whole text in an editor, its outline, the problems to choose from."""

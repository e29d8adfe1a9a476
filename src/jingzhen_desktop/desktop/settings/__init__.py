"""设置: all that can be set, in groups, with a search over all of them."""

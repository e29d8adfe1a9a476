"""The documents of the quarterly statistics, a module for each. How a page is set is ``paper``'s matter."""

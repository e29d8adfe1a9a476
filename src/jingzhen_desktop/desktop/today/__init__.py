"""今日工作, the first page: the parts of the year, its course, what is due, how far the year's work is."""

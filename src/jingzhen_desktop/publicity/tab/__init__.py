"""The widget of 宣传培训: the working year's activities in one grid, what belongs to the chosen one,
and the year's publicity week.
"""

"""Makes the example office (文井镇 2010 and 2011) through the same actions, forms and papers the clerk uses.

Its figures are invented (``resources/example/wenjing.toml`` says so) and every paper of it is marked 示例.
"""

"""What the keys do in every table, in the words of 快捷键 in the manual. What is done is the grid's matter;
nothing of this is loaded with it.
"""

from __future__ import annotations

GRID_KEYS = {
    "回车": "填好这一格，往下一行；连续按Tab填完一行之后，回到起始那一列的下一行",
    "Tab、Shift+Tab": "到下一个、上一个能填的格，行末折到下一行",
    "F2": "修改这一格；在只读的清单里打开这一行",
    "Esc": "放弃正在填的内容，恢复原值",
    "Del": "清除选中的格",
    "F4": "到下一处没有存入、有错误或需核实的格",
    "Ctrl+方向键": "到这一片数据的边缘；同时按住Shift选中",
    "Ctrl+Home、Ctrl+End": "到第一个、最后一个能填的格",
    "Ctrl+C、Ctrl+X、Ctrl+V": "复制、剪切、粘贴，与WPS、Excel互通",
    "Ctrl+D": "把上面一格填到下面",
    "Ctrl+;": "填今天的日期",
    "Ctrl+-": "删除选中的记录（有“删除”的表格）",
    "Shift+F10": "打开这一格的菜单，先列本页能做的事",
    "Ctrl+Shift+L": "到筛选框",
}
"""Keys → what they do."""

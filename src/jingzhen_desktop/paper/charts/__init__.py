"""Charts of papers and of the screen: a pure value, drawn once by reportlab for both.

``Chart`` says what a picture shows, ``draw_chart`` draws it, ``chart_pdf`` makes a page of exactly its size.
Which figures a chart shows is decided by each tab's ``rules``; how it is put on the screen by
``widgets/chart.py``.
"""

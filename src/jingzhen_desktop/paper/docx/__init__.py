"""The official documents for Word and WPS: the GB/T 9704 page as Word page and Word styles,
so that a deputy head can review the text.

``docx_of`` is the one entrance. Lines are broken by the word processor, so pages may differ from the PDF's.
"""

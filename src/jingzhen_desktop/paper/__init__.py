"""Official documents: the document model, the GB/T 9704 page, statistical table pages, the PC's fonts by role
→ PDF.

Knows nothing of units, reports or inspections; each tab's ``papers`` says what a document holds.
"""

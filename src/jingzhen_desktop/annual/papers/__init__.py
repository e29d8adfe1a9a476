"""The papers of the tab: summaries, report, plan and letter, with their attachments.
How a page is set is ``paper``'s matter.
"""

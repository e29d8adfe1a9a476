"""The widgets of 监督检查: rounds, the year's plan, the ledger of rectifications, circulars, complaints."""

"""From a DocumentFilter to documents: its parts in SQL, the way through them in an order, and its text form."""

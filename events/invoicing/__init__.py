"""What places cost, and the papers about it: price lines, invoices, credit notes, payments."""

"""What a price list says beside its numbers: names on invoices, and what is not charged."""

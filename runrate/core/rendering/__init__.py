"""What makes a page cheap: parts and addresses that are the same for everybody, and compression."""

"""What a report says otherwise because its data came in a file that this site did not sign."""

"""What a report says otherwise because a bill stands in it, or was read into its scenario."""

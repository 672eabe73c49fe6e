"""What Meta runs: Facebook and Instagram."""

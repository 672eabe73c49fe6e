"""What everything knows: the model, messages, reasons, settings, the client file."""

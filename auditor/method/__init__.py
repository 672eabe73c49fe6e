"""The method: from facts to signals, score and verdicts."""

"""Commands that try the method: pages made at random, in numbers, or labelled by people."""

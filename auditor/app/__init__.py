"""What the program does, without a screen: one module a use case.

Each takes a :class:`~auditor.app.workplace.Workplace` and a typed request, and returns a typed
outcome. What happens on the way goes to an :class:`~auditor.app.observer.Observer`; nothing is
printed, no exit status is known here.
"""

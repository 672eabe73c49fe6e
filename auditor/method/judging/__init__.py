"""Method 2: what a page does is drawn 400 times and judged each time.

The verdict is what comes most often; how often it comes is its confidence.
"""

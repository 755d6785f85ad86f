"""A market that never was, whose truth is known: drawn (world), looked at (looks), shown (shown), imported (brought),
and the judges that hold the answers against the truth.
"""

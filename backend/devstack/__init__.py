"""The embedded servers and the process runner behind `./run` and `./test`.

Load and fault tests borrow the same parts: see `backend.devstack.stack.Stack`.
"""

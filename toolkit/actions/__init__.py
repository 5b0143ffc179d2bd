"""What a clerk can do, one file a command; every face (command line, ribbon) is made from them.

>>> from toolkit.actions.registry import action
>>> action("deadline").start({"expr": "10月16日前", "year": 2026}).data["due"]
'2026-10-16'
"""

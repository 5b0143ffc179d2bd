"""``python -m toolkit`` is the same as ``taizhang``."""

from __future__ import annotations

from toolkit.cli import main

if __name__ == "__main__":
    main()

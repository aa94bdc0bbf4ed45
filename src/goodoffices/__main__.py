"""``python -m goodoffices``: the same as the command ``goodoffices``."""

from goodoffices.cli import main

if __name__ == "__main__":
    main()

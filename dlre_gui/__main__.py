"""``python -m dlre_gui``."""

from dlre_gui.cli import main

if __name__ == "__main__":
    main()

"""Where the standalone program starts: the window, the command line, engine and decode workers."""

import multiprocessing

multiprocessing.freeze_support()  # first: a worker must not get as far as the command line

from dlre_gui.cli import main  # noqa: E402

if __name__ == "__main__":
    main()

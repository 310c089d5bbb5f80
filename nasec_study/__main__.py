"""Run the command line as ``python -m nasec_study``."""

from nasec_study.cli import main

# Worker processes load this module, too.
if __name__ == "__main__":
    main()

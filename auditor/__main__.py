"""``python -m auditor``: the program, where its command is not on the path."""

from auditor.cli.main import main

if __name__ == "__main__":
    main(prog_name="auditor")

"""What goes wrong outside the program: a full disk, a folder that may not be written, a kill, a lock, damaged files.

All by the command line in a process of its own. Whatever happens, the earlier graph is there or the new one is, and
the message is one line.
"""

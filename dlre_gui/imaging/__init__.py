"""Files to screens: DICOM, PNG, JPEG, BMP, TIFF and folders of them.

`discover` finds files, `worker.DecodeWorker` reads them in a process of its own under a memory limit
and a deadline. `read` is what that process runs; files are untrusted, so nothing else should call it.
"""

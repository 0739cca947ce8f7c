"""What people use: stories in a terminal. It calls the library on the pipeline's own files."""

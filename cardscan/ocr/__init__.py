"""Read a card: find its lines, read each with Tesseract and PP-OCR, make one text of two; read its codes."""

// placeholder translation unit until the receipt lands

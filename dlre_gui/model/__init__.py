"""Networks, model packages, preprocessing and prediction; the only room with torch, besides `training`."""

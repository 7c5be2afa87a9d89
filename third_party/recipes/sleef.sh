# sleef: vectorised exp, tanh and the like, for LibTorch's kernels.
version=3.9.0
suite=sid
# TLFLOAT is cloned from the network; nothing here has quadruple precision.
flags=(-DSLEEF_BUILD_SHARED_LIBS=OFF -DSLEEF_ENABLE_TLFLOAT=OFF -DSLEEF_BUILD_DFT=OFF -DSLEEF_BUILD_QUAD=OFF
       -DSLEEF_BUILD_SCALAR_LIB=OFF -DSLEEF_BUILD_GNUABI_LIBS=OFF -DSLEEF_BUILD_TESTS=OFF)

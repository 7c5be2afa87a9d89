# DCMTK: DICOM files.  Only what src/dicom and src/dicom_out use: no network, no apps, nothing read at run time; dcmsr
# without libxml, which it takes for reports in XML alone.
version=3.6.7
suite=bookworm  # what Debian 12 has as libraries
shape=dcmtk/shape.cmake
flags=(-DCMAKE_PROJECT_DCMTK_INCLUDE="$third_party/$shape"
       "-DDCMTK_MODULES=ofstd;oflog;dcmdata;dcmimgle;dcmimage;dcmjpeg;dcmjpls;dcmsr" -DBUILD_APPS=OFF
       -DDCMTK_DEFAULT_DICT=builtin
       -DDCMTK_ENABLE_CHARSET_CONVERSION=none -DDCMTK_WITH_ZLIB=ON "-DZLIB_LIBRARY=$(c++ -print-file-name=libz.a)"
       -DDCMTK_WITH_TIFF=OFF -DDCMTK_WITH_PNG=OFF -DDCMTK_WITH_XML=OFF -DDCMTK_WITH_OPENSSL=OFF
       -DDCMTK_WITH_SNDFILE=OFF -DDCMTK_WITH_ICONV=OFF -DDCMTK_WITH_WRAP=OFF -DDCMTK_WITH_OPENJPEG=OFF
       -DDCMTK_WITH_DOXYGEN=OFF -DDCMTK_ENABLE_MANPAGES=OFF
       -DCMAKE_INSTALL_DATADIC=share/dcmtk)  # Debian's patch asks for it

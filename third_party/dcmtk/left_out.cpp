// What the static edition has in place of parts of DCMTK.
//
// The icon images of structured reports need DCMTK's rendering (dcmimgle, dcmimage: 2 MB of code).  dcmsr
// refers to it and lumbar's reports have no icons: if one were asked for, the program would end and say so.
#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmimage/diquant.h>
#include <dcmtk/dcmimage/diregist.h>
#include <dcmtk/dcmimgle/dcmimage.h>
#include <dcmtk/dcmimgle/dimoimg.h>

#include <cstdio>
#include <cstdlib>

namespace {

[[noreturn]] void refuse() {
    std::fputs("this DCMTK is built without pictures of structured reports\n", stderr);
    std::abort();
}

}  // namespace

// Called when the program starts.
DiRegister::DiRegister() {}
DiRegister::~DiRegister() {}
DiImage* DiRegister::createImage(const DiDocument* /*document*/, EI_Status /*status*/,
                                 EP_Interpretation /*interpretation*/) {
    refuse();
}
DiMonoPixel* DiRegister::createMonoImageData(const DiColorImage* /*image*/, double /*red*/, double /*green*/,
                                             double /*blue*/) {
    refuse();
}

DicomImage::DicomImage(const char* /*path*/, unsigned long /*flags*/, unsigned long /*first*/,
                       unsigned long /*count*/) {
    refuse();
}
DicomImage::DicomImage(DcmObject* /*object*/, E_TransferSyntax /*syntax*/, unsigned long /*flags*/,
                       unsigned long /*first*/, unsigned long /*count*/) {
    refuse();
}
DicomImage::~DicomImage() {}
DicomImage* DicomImage::createDicomImage(unsigned long /*first*/, unsigned long /*count*/) const {
    refuse();
}
DicomImage* DicomImage::createScaledImage(unsigned long /*width*/, unsigned long /*height*/,
                                          int /*interpolate*/, int /*aspect*/) const {
    refuse();
}
int DiImage::writeFrameToDataset(DcmItem& /*dataset*/, unsigned long /*frame*/, int /*bits*/,
                                 int /*planar*/) {
    refuse();
}
int DiMonoImage::setMinMaxWindow(int /*idx*/) {
    refuse();
}
int DiMonoImage::setWindow(unsigned long /*position*/) {
    refuse();
}
OFCondition DcmQuant::createPaletteColorImage(DicomImage& /*source*/, DcmItem& /*target*/,
                                              OFBool /*entries_as_words*/, OFBool /*palette_only*/,
                                              OFBool /*planar*/, Uint32 /*colours*/,
                                              OFString& /*description*/, DcmLargestDimensionType /*largest*/,
                                              DcmRepresentativeColorType /*representative*/) {
    refuse();
}

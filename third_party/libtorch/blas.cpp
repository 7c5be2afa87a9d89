// The float32 products that LibTorch asks a BLAS for, by oneDNN: as fast as OpenBLAS, which would add 25 MB.
// All else of a BLAS comes from Debian's reference implementation (libblas.a), which the linker takes only as
// needed.
#include <oneapi/dnnl/dnnl.h>

#include <cstdlib>

namespace {

// Fortran's matrices lie column by column, oneDNN's row by row: to it they are transposed, and so is the
// product.
void multiply(char trans_a, char trans_b, int rows, int columns, int inner, float alpha, const float* a,
              int lda, const float* b, int ldb, float beta, float* c, int ldc) {
    const auto status =
        dnnl_sgemm(trans_b, trans_a, columns, rows, inner, alpha, b, ldb, a, lda, beta, c, ldc);
    if (status != dnnl_success) std::abort();  // as BLAS's own xerbla does: the arguments are wrong
}

// oneDNN knows no conjugate transpose; of real numbers it is the transpose.
char transposed(char trans) {
    return trans == 'n' || trans == 'N' ? 'N' : 'T';
}

}  // namespace

// Names and arguments: the reference BLAS, https://netlib.org/blas.
extern "C" {

void sgemm_(const char* trans_a, const char* trans_b, const int* rows, const int* columns, const int* inner,
            const float* alpha, const float* a, const int* lda, const float* b, const int* ldb,
            const float* beta, float* c, const int* ldc) {
    multiply(transposed(*trans_a), transposed(*trans_b), *rows, *columns, *inner, *alpha, a, *lda, b, *ldb,
             *beta, c, *ldc);
}
}

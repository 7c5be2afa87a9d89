// exp, tanh, sigmoid and mish in float32, to a few units in the last place: clang has no math library for
// GPUs at hand.
//
// The same arithmetic on a CPU gives the same bits, which is how tests/kernels_gpu checks it against <cmath>.
#pragma once

// fused_multiply_add, DEVICE: cuda_words.cuh, or for tests fiber_words.h.

// a + x * (b + x * (c + ...))
template <class... More>
DEVICE float polynomial(float x, float constant, More... more) {
    if constexpr (sizeof...(more) == 0)
        return constant;
    else
        return fused_multiply_add(polynomial(x, more...), x, constant);
}

// e^x = 2^n * e^r with |r| <= ln(2) / 2: the rest by Cephes' polynomial (expf.c).  0 below -103, infinity
// above 88.73.
DEVICE float exp_of(float x) {
    constexpr float kLog2E = 1.44269504088896341f, kRounder = 12582912.f;  // 1.5 * 2^23: its last bit is 1
    constexpr float kLn2High = 0.693359375f, kLn2Low = -2.12194440e-4f;
    if (!(x <= 88.72284f)) return x > 0 ? __builtin_inff() : x;  // NaN stays
    if (x < -104.f) return 0;
    const float n = fused_multiply_add(x, kLog2E, kRounder) - kRounder;
    const float r = fused_multiply_add(n, -kLn2Low, fused_multiply_add(n, -kLn2High, x));
    const float tail = polynomial(r, 5.0000001201e-1f, 1.6666665459e-1f, 4.1665795894e-2f, 8.3334519073e-3f,
                                  1.3981999507e-3f, 1.9875691500e-4f);
    const float power = fused_multiply_add(tail, r * r, r) + 1.f;
    // 2^n as two factors, either of which a float can hold.
    const int exponent = static_cast<int>(n), first = exponent / 2;
    return power * __builtin_bit_cast(float, (first + 127) << 23) *
           __builtin_bit_cast(float, (exponent - first + 127) << 23);
}

DEVICE float sigmoid_of(float x) {
    return 1.f / (1.f + exp_of(-x));
}

// Near 0 by Cephes' polynomial (tanhf.c): 1 - 2 / (e^2x + 1) would lose digits there.
DEVICE float tanh_of(float x) {
    const float size = x < 0 ? -x : x;
    if (size < 0.625f) {
        const float square = x * x;
        const float tail = polynomial(square, -3.33332819422e-1f, 1.33314422036e-1f, -5.37397155531e-2f,
                                      2.06390887954e-2f, -5.70498872745e-3f);
        return fused_multiply_add(tail * square, x, x);
    }
    const float result = 1.f - 2.f / (exp_of(2.f * size) + 1.f);
    return x < 0 ? -result : result;
}

// x * tanh(ln(1 + e^x)) = x * (e^2x + 2 e^x) / (e^2x + 2 e^x + 2): no difference of near numbers.
DEVICE float mish_of(float x) {
    if (!(x < 20.f)) return x;  // there the factor is 1 in float32
    const float e = exp_of(x), numerator = e * (e + 2.f);
    return x * (numerator / (numerator + 2.f));
}

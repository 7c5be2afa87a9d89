"""The nets of the reference (PyTorch), their losses, and how training mixes discs."""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

from arrays import synthetic_parameter


# ---------------------------------------------------------------- HGNetV2 (names as in timm)

HGNETV2 = {  # stem (mid, out); stages of (in, mid, out, blocks, downsample, light, kernel, layers)
    "hgnetv2_b0": ((16, 16), [(16, 16, 64, 1, False, False, 3, 3), (64, 32, 256, 1, True, False, 3, 3),
                              (256, 64, 512, 2, True, True, 5, 3), (512, 128, 1024, 1, True, True, 5, 3)], True),
    "hgnetv2_b4": ((32, 48), [(48, 48, 128, 1, False, False, 3, 6), (128, 96, 512, 1, True, False, 3, 6),
                              (512, 192, 1024, 3, True, True, 5, 6), (1024, 384, 2048, 1, True, True, 5, 6)], False),
    "hgnetv2_b5": ((32, 64), [(64, 64, 128, 1, False, False, 3, 6), (128, 128, 512, 2, True, False, 3, 6),
                              (512, 256, 1024, 5, True, True, 5, 6), (1024, 512, 2048, 2, True, True, 5, 6)], False),
}


class Lab(nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(1))
        self.bias = nn.Parameter(torch.zeros(1))

    def forward(self, x):
        return self.scale * x + self.bias


class ConvBNAct(nn.Module):
    def __init__(self, cin, cout, k, stride=1, groups=1, act=True, lab=False):
        super().__init__()
        pad = (k - 1) // 2 if k % 2 else 0
        self.conv = nn.Conv2d(cin, cout, k, stride, pad, groups=groups, bias=False)
        self.bn = nn.BatchNorm2d(cout)
        self.act = nn.ReLU() if act else nn.Identity()
        self.lab = Lab() if act and lab else nn.Identity()

    def forward(self, x):
        return self.lab(self.act(self.bn(self.conv(x))))


class LightConv(nn.Module):
    def __init__(self, cin, cout, k, lab):
        super().__init__()
        self.conv1 = ConvBNAct(cin, cout, 1, act=False, lab=lab)
        self.conv2 = ConvBNAct(cout, cout, k, groups=cout, lab=lab)

    def forward(self, x):
        return self.conv2(self.conv1(x))


class Stem(nn.Module):
    def __init__(self, cin, mid, out, lab):
        super().__init__()
        self.stem1 = ConvBNAct(cin, mid, 3, 2, lab=lab)
        self.stem2a = ConvBNAct(mid, mid // 2, 2, lab=lab)
        self.stem2b = ConvBNAct(mid // 2, mid, 2, lab=lab)
        self.stem3 = ConvBNAct(mid * 2, mid, 3, 2, lab=lab)
        self.stem4 = ConvBNAct(mid, out, 1, lab=lab)
        self.pool = nn.MaxPool2d(2, 1, ceil_mode=True)

    def forward(self, x):
        x = F.pad(self.stem1(x), (0, 1, 0, 1))
        b = self.stem2b(F.pad(self.stem2a(x), (0, 1, 0, 1)))
        return self.stem4(self.stem3(torch.cat([self.pool(x), b], 1)))


class Block(nn.Module):
    def __init__(self, cin, mid, out, layers, k, residual, light, lab):
        super().__init__()
        self.residual = residual
        make = (lambda c: LightConv(c, mid, k, lab)) if light else (lambda c: ConvBNAct(c, mid, k, lab=lab))
        self.layers = nn.ModuleList([make(cin if i == 0 else mid) for i in range(layers)])
        self.aggregation = nn.Sequential(ConvBNAct(cin + layers * mid, out // 2, 1, lab=lab),
                                         ConvBNAct(out // 2, out, 1, lab=lab))

    def forward(self, x):
        outs = [x]
        for layer in self.layers:
            outs.append(layer(outs[-1]))
        y = self.aggregation(torch.cat(outs, 1))
        return y + x if self.residual else y


class Stage(nn.Module):
    def __init__(self, cin, mid, out, blocks, down, light, k, layers, lab):
        super().__init__()
        self.downsample = ConvBNAct(cin, cin, 3, 2, groups=cin, act=False, lab=lab) if down else nn.Identity()
        self.blocks = nn.Sequential(*[Block(cin if i == 0 else out, mid, out, layers, k, i > 0, light, lab)
                                      for i in range(blocks)])

    def forward(self, x):
        return self.blocks(self.downsample(x))


class Head(nn.Module):
    def __init__(self, cin, lab):
        super().__init__()
        conv = nn.Conv2d(cin, 2048, 1, bias=False)
        self.last_conv = nn.Sequential(conv, nn.ReLU(), Lab()) if lab else nn.Sequential(conv, nn.ReLU())

    def forward(self, x):
        return self.last_conv(x.mean((2, 3), keepdim=True)).flatten(1)


class HGNetV2(nn.Module):
    """(N, in_chans, H, W) -> (N, 2048); parameter names equal timm's, without head.fc."""

    def __init__(self, variant, in_chans=1):
        super().__init__()
        (mid, out), stages, lab = HGNETV2[variant]
        self.stem = Stem(in_chans, mid, out, lab)
        self.stages = nn.Sequential(*[Stage(*s, lab) for s in stages])
        self.head = Head(stages[-1][2], lab)

    def forward(self, x):
        return self.head(self.stages(self.stem(x)))


# ---------------------------------------------------------------- sequence heads and the three nets


class Attention(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.attn = nn.Sequential(nn.Linear(dim, dim), nn.Tanh(), nn.Dropout(0.0), nn.Linear(dim, 1))

    def forward(self, x, mask):
        a = self.attn(x).masked_fill(~mask.unsqueeze(-1), float("-inf"))
        return (x * torch.softmax(a, 1)).sum(1)


class AttentionLSTM(Attention):
    def __init__(self, dim):
        super().__init__(dim)
        self.rnn = nn.LSTM(dim, dim // 2, batch_first=True, bidirectional=True)
        self.layer_norm = nn.LayerNorm(dim)

    def forward(self, x, mask):
        x, _ = self.rnn(x)
        x = self.layer_norm(F.mish(x) + torch.sigmoid(x) + torch.tanh(x))
        return super().forward(x, mask)


class KeypointNet(nn.Module):
    """input (B, S, 1, H, W), mask (B, S) -> (B, 20): ten (x, y) pairs relative to the image."""

    def __init__(self, variant, outputs=20):
        super().__init__()
        self.backbone = HGNetV2(variant)
        self.attn = Attention(2048)
        self.fc = nn.Linear(2048, outputs)

    def forward(self, x, mask):
        b, s = x.shape[:2]
        x = self.backbone(x.flatten(0, 1)).view(b, s, -1)
        return torch.sigmoid(self.fc(self.attn(x, mask)))


class OneHeadNet(nn.Module):
    """input (B, 5, S, 1, H, W), mask (B, S) -> (B * 5 * 2, 3) logits: per level left, right foramen."""

    def __init__(self, variant):
        super().__init__()
        self.backbone = HGNetV2(variant)
        self.attn = AttentionLSTM(2048)
        self.fc = nn.Linear(2048, 6)

    def forward(self, x, mask):
        b, v, s = x.shape[:3]
        mask = mask.repeat_interleave(v, 0)
        x = self.backbone(x.flatten(0, 2)).view(b * v, s, -1)
        return self.fc(self.attn(x, mask)).reshape(-1, 3)


class ThreeHeadNet(nn.Module):
    """input (B, 5, S, 1, H, W), mask (B, S) -> (B * 5 * 5, 3) logits: per level spinal canal,
    left and right foramen, left and right subarticular."""

    def __init__(self, variant):
        super().__init__()
        self.backbone = HGNetV2(variant)
        self.attn1, self.fc1 = AttentionLSTM(2048), nn.Linear(2048, 3)
        self.attn2, self.fc2 = AttentionLSTM(2048), nn.Linear(2048, 6)
        self.attn3, self.fc3 = AttentionLSTM(2048), nn.Linear(2048, 6)

    def forward(self, x, mask):
        b, v, s = x.shape[:3]
        mask = mask.repeat_interleave(v, 0)
        x = self.backbone(x.flatten(0, 2)).view(b * v, s, -1)
        return torch.cat([self.fc1(self.attn1(x, mask)), self.fc2(self.attn2(x, mask)),
                          self.fc3(self.attn3(x, mask))], 1).reshape(-1, 3)


# ---------------------------------------------------------------- deterministic weights


def load_synthetic(model):
    state = {}
    for name, t in model.state_dict().items():
        state[name] = torch.from_numpy(synthetic_parameter(name, tuple(t.shape)))
    model.load_state_dict(state)
    return model.eval()


# ---------------------------------------------------------------- training


def weighted_cross_entropy(logits, targets):
    """logits, targets (N, 3): soft labels, -100 where unlabelled.  Each row weighs 1, 2 or 4 by the class
    with its largest label, unlabelled rows 0; mean over all rows, unlabelled ones too."""
    known = targets[:, 0] != -100
    heaviest = targets.masked_fill(targets == 0, -math.inf).argmax(1)
    weight = torch.tensor([1.0, 2.0, 4.0])[heaviest] * known
    return (-(targets * F.log_softmax(logits, 1)).sum(1) * weight).mean()


def cutmix(x, y, mask, partner, chosen, right):
    """x (N, S, C), y (N, L), mask (N, S): rows in `chosen` take the second half of their frames, that half's
    mask and the label columns in `right` from row `partner[i]` of the batch."""
    half = x.shape[1] // 2
    rows = chosen[:, None]
    x = torch.where(rows[..., None], torch.cat([x[:, :half], x[partner, half:]], 1), x)
    mask = torch.where(rows, torch.cat([mask[:, :half], mask[partner, half:]], 1), mask)
    mixed = y.clone()
    mixed[:, right] = y[partner][:, right]
    return x, torch.where(rows, mixed, y), mask


def manifold_mixup(features, y, chosen, gamma):
    """features: pooled (N, C) tensors, y (N, L); rows in `chosen` whose own and previous row's labels are all
    known become gamma * row + (1 - gamma) * previous row (the first row's previous is the last)."""
    known = y.min(1).values != -100
    rows = (chosen & known & known.roll(1, 0))[:, None]

    def mix(t):
        return torch.where(rows, gamma * t + (1 - gamma) * t.roll(1, 0), t)

    return [mix(f) for f in features], mix(y)

"""The golden training step: losses, mixing, and one AdamW step of a three-head net."""
import numpy as np
import torch

import safetensors_file
from golden_inputs import noise, synthetic
from nets import ThreeHeadNet, cutmix, manifold_mixup, weighted_cross_entropy

SHOWN = ["backbone.stem.stem1.conv.weight", "backbone.stages.2.blocks.1.layers.0.conv2.conv.weight",
         "backbone.head.last_conv.2.scale", "attn1.layer_norm.weight", "attn2.rnn.bias_hh_l0_reverse", "fc3.weight"]


def step(seed):
    """Batch norm in training mode, no dropout."""
    labels = np.eye(3)[(np.abs(noise(seed, "train/labels", (10, 5))) * 3).astype(int)].astype(np.float32)
    labels[0, 0] = [0.2, 0.5, 0.3]  # soft
    labels[3, 1] = labels[7] = -100  # one finding, then a whole disc unlabelled
    net = synthetic(ThreeHeadNet("hgnetv2_b0"), f"{seed}/train").train()
    x = (noise(seed, "train/input", (2, 5, 4, 1, 64, 64)) * 0.5 + 0.5).astype(np.float32)
    mask = np.array([[1, 1, 1, 1], [0, 1, 1, 0]], bool)
    optimizer = torch.optim.AdamW(net.parameters(), lr=1e-4, weight_decay=1e-4)
    logits = net(torch.from_numpy(x), torch.from_numpy(mask))
    loss = weighted_cross_entropy(logits, torch.from_numpy(labels.reshape(-1, 3)))
    loss.backward()
    norm = torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    params = dict(net.named_parameters())
    arrays = {"input": x, "mask": mask, "labels": labels, "logits": logits.detach().numpy(),
              "loss": np.float64([loss.item()]), "gradient_norm": np.float64([norm.item()])}
    arrays.update({f"gradient.{k}": params[k].grad.numpy().copy() for k in SHOWN})
    # Clipped, in the order of the state dict.
    arrays["gradient_norms"] = np.array([p.grad.norm().item() for p in net.parameters()])
    optimizer.step()
    arrays.update({f"stepped.{k}": params[k].detach().numpy().copy() for k in SHOWN})
    arrays["stepped.backbone.stem.stem1.bn.running_var"] = net.backbone.stem.stem1.bn.running_var.numpy()
    return arrays


def mixing(seed):
    f = torch.from_numpy(noise(seed, "train/features", (6, 4, 8)).astype(np.float32))
    y = torch.from_numpy(np.abs(noise(seed, "train/soft", (6, 15))).astype(np.float32))
    y[2] = -100
    m = torch.from_numpy(noise(seed, "train/mask", (6, 4)) > -0.5)
    partner = torch.tensor([3, 5, 0, 1, 2, 4])
    chosen = torch.tensor([True, False, True, True, False, True])
    right = [6, 7, 8, 12, 13, 14]
    cx, cy, cm = cutmix(f, y, m, partner, chosen, right)
    (mx,), my = manifold_mixup([f[:, 0]], y, chosen, 0.3)
    return {"mix.x": f.numpy(), "mix.y": y.numpy(), "mix.mask": m.numpy(), "mix.partner": partner.numpy(),
            "mix.chosen": chosen.numpy(), "cutmix.x": cx.numpy(), "cutmix.y": cy.numpy(), "cutmix.mask": cm.numpy(),
            "mixup.x": mx.numpy(), "mixup.y": my.numpy()}


def write_golden_training(out, seed):
    safetensors_file.save(f"{out}/train.safetensors", step(seed) | mixing(seed), {})

#!/usr/bin/env python3
"""Writes test/fixtures/oracle/tutorial.json: the networks of the lecture as PyTorch builds them, on its seed 2147483647.

For each preset: loss, statistics of every intermediate, saturation and gradients, on one batch of 32 and on the whole
training split. Needs PyTorch (Debian: apt-get install python3-torch; the committed file was written by torch 1.13.0a0) and
the lecture's names.txt.
Usage: python3 tools/oracle/tutorial.py --names names.txt [--out FILE]
"""
import argparse
import torch, random, math, json
import torch.nn.functional as F
ap = argparse.ArgumentParser()
ap.add_argument('--names', required=True)
ap.add_argument('--out', default='tutorial.json')
args = ap.parse_args()
words=open(args.names).read().splitlines()
chars=sorted(set(''.join(words))); stoi={s:i+1 for i,s in enumerate(chars)}; stoi['.']=0
bs=3
def build(ws):
    X,Y=[],[]
    for w in ws:
        c=[0]*bs
        for ch in w+'.':
            ix=stoi[ch]; X.append(c); Y.append(ix); c=c[1:]+[ix]
    return torch.tensor(X),torch.tensor(Y)
random.seed(42); random.shuffle(words)
n1=int(.8*len(words)); n2=int(.9*len(words))
Xtr,Ytr=build(words[:n1]); Xdev,Ydev=build(words[n1:n2]); Xte,Yte=build(words[n2:])
out={'shuffled_first10':words[:10],'shuffled_last5':words[-5:],'split_sizes':[len(Xtr),len(Xdev),len(Xte)]}
V,E,H=27,10,200
S=2147483647
def stats(t): return dict(mean=t.mean().item(),std=t.std().item(),min=t.min().item(),max=t.max().item())
def run(tag,w1,b1,w2,b2,bn=False):
    g=torch.Generator().manual_seed(S)
    C=torch.randn((V,E),generator=g)
    W1=torch.randn((E*bs,H),generator=g)*w1 if not callable(w1) else w1(torch.randn((E*bs,H),generator=g))
    B1=torch.randn(H,generator=g) if b1=='randn' else torch.zeros(H)
    W2=torch.randn((H,V),generator=g)*w2
    B2=torch.randn(V,generator=g) if b2=='randn' else torch.zeros(V)
    ps=[C,W1,B1,W2,B2]
    gain=torch.ones((1,H)); bias=torch.zeros((1,H))
    if bn: ps+= [gain,bias]
    for p in ps: p.requires_grad_(True)
    ix=torch.randint(0,Xtr.shape[0],(32,),generator=g)
    Xb,Yb=Xtr[ix],Ytr[ix]
    emb=C[Xb]; ec=emb.view(32,-1); hp=ec@W1+B1; pre=hp
    if bn:
        m=hp.mean(0,keepdim=True); v=hp.var(0,keepdim=True,unbiased=False)
        hp=gain*(hp-m)/torch.sqrt(v+1e-5)+bias
    h=torch.tanh(hp); lg=h@W2+B2; loss=F.cross_entropy(lg,Yb)
    loss.backward()
    r=dict(batch_indices=ix.tolist(),loss=loss.item(),preactivation=stats(pre),h=stats(h),saturation=(h.abs()>.97).float().mean().item(),
      logits=stats(lg),logits_row0_first5=lg[0,:5].tolist(),W1=stats(W1),W2=stats(W2),C=stats(C),
      C_row0=C[0].tolist(),W1_first5=W1.flatten()[:5].tolist(),W2_first5=W2.flatten()[:5].tolist(),
      grads={n:dict(mean=p.grad.mean().item(),std=p.grad.std().item(),update_ratio_lr0_1=((0.1*p.grad).std()/p.data.std()).item() if p.data.std()>0 else None) for n,p in zip(['C','W1','b1','W2','b2','bn_gain','bn_bias'],ps)},
      params=sum(p.nelement() for p in ps))
    if bn: r['after_bn']=stats(hp); r['bn_mean_first5']=m[0,:5].tolist(); r['bn_var_first5']=v[0,:5].tolist()
    with torch.no_grad():
        ec=C[Xtr].view(Xtr.shape[0],-1); hp=ec@W1+B1; pre=hp
        if bn:
            m=hp.mean(0,keepdim=True); v=hp.var(0,keepdim=True,unbiased=False); hp=(hp-m)/torch.sqrt(v+1e-5)
        h=torch.tanh(hp); lg=h@W2+B2
        r['train_set']=dict(loss=F.cross_entropy(lg,Ytr).item(),preactivation=stats(pre),h=stats(h),saturation=(h.abs()>.97).float().mean().item(),logits=stats(lg),dead_neurons=int(((h.abs()>.97).all(0)).sum()))
    out[tag]=r
    print(tag,r['loss'],r['saturation'],r['preactivation']['std'],r['logits']['std'],r['train_set']['loss'],r['train_set']['saturation'],r['train_set']['dead_neurons'])
run('1.3_naive',1,'randn',1,'randn')
run('1.4_fixed_output',1,'randn',.01,'zeros')
run('2.3_adhoc_0.2',.2,'zeros',.01,'zeros')
run('3.2_kaiming',(5/3)/(30**.5),'zeros',.01,'zeros')
run('3.2_kaiming_as_notebook_order',lambda t:t*(5/3)/(30**.5),'zeros',.01,'zeros')
run('4.2_batchnorm',lambda t:t*(5/3)/(30**.5),'zeros',.01,'zeros',bn=True)
run('xavier',1/30**.5,'zeros',1/200**.5,'zeros')
json.dump(out,open(args.out,'w'),indent=1)
print(out['shuffled_first10'],out['split_sizes'])

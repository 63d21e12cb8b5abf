#!/usr/bin/env python3
"""Writes test/fixtures/oracle/train_bn.json: the lecture's batch-normalized network trained for 200,000 steps by PyTorch.

Losses of the run (every 1,000th step and the first 20), and the final losses of the training and dev splits. It takes
minutes. Needs PyTorch (Debian: apt-get install python3-torch; the committed file was written by torch 1.13.0a0) and the
lecture's names.txt.
Usage: python3 tools/oracle/train_bn.py --names names.txt [--out FILE]
"""
import argparse
import torch, random, time, json
import torch.nn.functional as F
torch.set_num_threads(1)
ap = argparse.ArgumentParser()
ap.add_argument('--names', required=True)
ap.add_argument('--out', default='train_bn.json')
args = ap.parse_args()
words=open(args.names).read().splitlines()
chars=sorted(set(''.join(words))); stoi={s:i+1 for i,s in enumerate(chars)}; stoi['.']=0
def build(ws):
    X,Y=[],[]
    for w in ws:
        c=[0]*3
        for ch in w+'.':
            ix=stoi[ch]; X.append(c); Y.append(ix); c=c[1:]+[ix]
    return torch.tensor(X),torch.tensor(Y)
random.seed(42); random.shuffle(words)
n1=int(.8*len(words)); n2=int(.9*len(words))
Xtr,Ytr=build(words[:n1]); Xdev,Ydev=build(words[n1:n2])
g=torch.Generator().manual_seed(2147483647)
C=torch.randn((27,10),generator=g); W1=torch.randn((30,200),generator=g)*(5/3)/((30)**0.5)
W2=torch.randn((200,27),generator=g)*0.01; b2=torch.randn(27,generator=g)*0
bg=torch.ones((1,200)); bb=torch.zeros((1,200)); rm=torch.zeros((1,200)); rs=torch.ones((1,200))
ps=[C,W1,W2,b2,bg,bb]
for p in ps: p.requires_grad=True
t=time.time(); out=[]; every=[]
for i in range(200000):
    ix=torch.randint(0,Xtr.shape[0],(32,),generator=g)
    Xb,Yb=Xtr[ix],Ytr[ix]
    hp=C[Xb].view(32,-1)@W1
    m=hp.mean(0,keepdim=True); s=hp.std(0,keepdim=True)
    hp=bg*(hp-m)/s+bb
    with torch.no_grad():
        rm=0.999*rm+0.001*m; rs=0.999*rs+0.001*s
    loss=F.cross_entropy(torch.tanh(hp)@W2+b2,Yb)
    for p in ps: p.grad=None
    loss.backward()
    lr=0.1 if i<100000 else 0.01
    for p in ps: p.data+=-lr*p.grad
    if i%10000==0: out.append(round(loss.item(),4)); print(i,out[-1],flush=True)
    if i%1000==0 or i<20: every.append((i,loss.item()))
el=time.time()-t
@torch.no_grad()
def sl(x,y):
    hp=C[x].view(x.shape[0],-1)@W1; hp=bg*(hp-rm)/rs+bb
    return F.cross_entropy(torch.tanh(hp)@W2+b2,y).item()
r=dict(losses=out,train=sl(Xtr,Ytr),dev=sl(Xdev,Ydev),seconds=el,every=every)
print(r['train'],r['dev'],el)
json.dump(r,open(args.out,'w'))

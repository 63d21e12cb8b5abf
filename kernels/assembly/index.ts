/** Every kernel: plain loops over pointers into the imported memory. Nothing is allocated; nothing is checked (the caller does). */
export { normalize, normalizeBackward, normalizeSums, statistics } from './batch-norm';
export { multiply, transpose } from './matmul';
export { normal } from './normal';
export { axpy } from './sgd';
export { scale, softmax } from './softmax';
export { tanh, tanhBackward } from './tanh';

"""A hint to the processor: this will be read soon. Memory far away is asked for while other work goes on."""

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

_READ, _ALL_CACHES, _DATA = 0, 3, 1


@intrinsic
def ahead(typingctx, array, place):  # type: ignore[no-untyped-def]
    """Ask for the number at this place, counted over all dimensions, of a contiguous array; no result, no effect."""

    def codegen(context, builder, signature, args):  # type: ignore[no-untyped-def]
        data = context.make_array(signature.args[0])(context, builder, args[0]).data
        byte = ir.IntType(8).as_pointer()
        whole = ir.IntType(32)
        hint = builder.module.declare_intrinsic(
            "llvm.prefetch", [byte], ir.FunctionType(ir.VoidType(), [byte] + [whole] * 3)
        )
        builder.call(
            hint,
            [
                builder.bitcast(builder.gep(data, [args[1]]), byte),
                *(whole(number) for number in (_READ, _ALL_CACHES, _DATA)),
            ],
        )
        return context.get_dummy_value()

    return types.void(array, place), codegen

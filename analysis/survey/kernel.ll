; Kernels of kernel.py in LLVM's intermediate code. Made by tools/kernels.py: not to be edited.
; made from kernel.py, SHA-256 75e411636417254d5c64e3a445eb2caa7a378c7f4a44f40235333dd35e6b4ebe
; by Python 3.11, Numba 0.68.1, llvmlite 0.50.0
declare float @llvm.fabs.f32(float)

define i64 @count_as_much(i64 %a0, i64 %a1, i64 %a2, ptr readonly %a3, ptr readonly %a4, ptr readonly %a5, ptr readonly %a6, ptr readonly %a7, ptr readonly %a8, ptr readonly %a9, ptr readonly %a10, ptr %a11, ptr %a12, ptr %a13) {
done:
  %0 = add nuw i64 %a1, 127
  %.110.i = lshr i64 %0, 7
  %.87.inv.i = icmp slt i64 %a1, 1
  %.132417.not422.i = icmp eq i64 %.110.i, 0
  %.132417.not.i = select i1 %.87.inv.i, i1 true, i1 %.132417.not422.i
  br i1 %.132417.not.i, label %count_as_much.0.exit, label %B56.lr.ph.i

B56.lr.ph.i:                                      ; preds = %done
  %.408390.not.i = icmp slt i64 %a2, 1
  %.565412.not.i = icmp slt i64 %a0, 1
  br label %B56.i

B52.loopexit.i:                                   ; preds = %B282.loopexit.i, %B252.i
  %worked_out.1.lcssa.i = phi i64 [ %worked_out.0420.i, %B252.i ], [ %worked_out.2.lcssa.i, %B282.loopexit.i ]
  %.132.i = icmp sgt i64 %.76.0418.i, 1
  br i1 %.132.i, label %B56.i, label %count_as_much.0.exit

B56.i:                                            ; preds = %B52.loopexit.i, %B56.lr.ph.i
  %worked_out.0420.i = phi i64 [ 0, %B56.lr.ph.i ], [ %worked_out.1.lcssa.i, %B52.loopexit.i ]
  %.73.0419.i = phi i64 [ 0, %B56.lr.ph.i ], [ %.145.i, %B52.loopexit.i ]
  %.76.0418.i = phi i64 [ %.110.i, %B56.lr.ph.i ], [ %.141.i, %B52.loopexit.i ]
  %.141.i = add nsw i64 %.76.0418.i, -1
  %.145.i = add nuw i64 %.73.0419.i, 128
  %.175.i = sub nsw i64 %a1, %.73.0419.i
  %1 = tail call i64 @llvm.smax.i64(i64 %.175.i, i64 0)
  %2 = tail call i64 @llvm.umin.i64(i64 %1, i64 128)
  %.287393.not.i = icmp slt i64 %.175.i, 1
  br i1 %.287393.not.i, label %B252.i, label %B136.if.i

B136.loopexit.i:                                  ; preds = %B170.if.i, %B136.if.i
  %.287.i = icmp ugt i64 %.234.0395.i, 1
  br i1 %.287.i, label %B136.if.i, label %B252.i

B252.i:                                           ; preds = %B136.loopexit.i, %B56.i
  br i1 %.565412.not.i, label %B52.loopexit.i, label %B284.if.i

B282.loopexit.i:                                  ; preds = %B921.i, %B556.preheader.i
  %worked_out.2.lcssa.i = phi i64 [ %worked_out.1415.i, %B556.preheader.i ], [ %worked_out.3.i, %B921.i ]
  %exitcond426.not.i = icmp eq i64 %a0, %.578.i
  br i1 %exitcond426.not.i, label %B52.loopexit.i, label %B284.if.i

B374.if.lr.ph.i:                                  ; preds = %B284.if.i
  %.859.i = mul nuw nsw i64 %.508.0413.i, %a2
  %3 = getelementptr float, ptr %a4, i64 %.859.i
  br label %B374.if.i

B374.loopexit.i:                                  ; preds = %B446.if.i
  %.830.i = add nuw nsw i64 %.761.0401.i, 1
  %exitcond424.not.i = icmp eq i64 %a2, %.830.i
  br i1 %exitcond424.not.i, label %B556.preheader.i, label %B374.if.i

B556.preheader.i:                                 ; preds = %B374.loopexit.i, %B284.if.i
  br i1 %.287393.not.i, label %B282.loopexit.i, label %B556.if.lr.ph.i

B556.if.lr.ph.i:                                  ; preds = %B556.preheader.i
  %.1151.i = getelementptr double, ptr %a5, i64 %.508.0413.i
  %.1163.i = getelementptr i64, ptr %a13, i64 %.508.0413.i
  %.1173.i = getelementptr double, ptr %a6, i64 %.508.0413.i
  %.1310.i = mul nsw i64 %.508.0413.i, %a2
  %4 = getelementptr i32, ptr %a7, i64 %.1310.i
  %5 = getelementptr i32, ptr %a8, i64 %.1310.i
  %.1358.i = getelementptr i64, ptr %a10, i64 %.508.0413.i
  br label %B556.if.i

B660.i:                                           ; preds = %B556.if.i
  %.1174.i = load double, ptr %.1173.i, align 8, !noalias !0
  %.1177.i = fcmp ugt double %.1174.i, %.1154.i
  br i1 %.1177.i, label %B921.i, label %B684.i

B684.i:                                           ; preds = %B660.i
  %.1182.i = add nsw i64 %worked_out.2410.i, 1
  br i1 %.408390.not.i, label %B828.i, label %B728.if.lr.ph.i

B728.if.lr.ph.i:                                  ; preds = %B684.i
  %.1313.i = add nuw nsw i64 %.1045.0408.i, %.73.0419.i
  %.1315.i = mul nsw i64 %.1313.i, %a2
  %6 = getelementptr i16, ptr %a9, i64 %.1315.i
  br label %B728.if.i

B828.loopexit.i:                                  ; preds = %B728.if.i
  %7 = tail call i64 @llvm.abs.i64(i64 %.1340.i, i1 false)
  br label %B828.i

B828.i:                                           ; preds = %B828.loopexit.i, %B684.i
  %total.5.lcssa.i = phi i64 [ 0, %B684.i ], [ %7, %B828.loopexit.i ]
  %.1359.i = load i64, ptr %.1358.i, align 8, !noalias !0
  %.1360.not.i = icmp slt i64 %total.5.lcssa.i, %.1359.i
  br i1 %.1360.not.i, label %B921.i, label %B921.sink.split.i

B921.sink.split.i:                                ; preds = %B556.if.i, %B828.i
  %worked_out.3.ph.i = phi i64 [ %worked_out.2410.i, %B556.if.i ], [ %.1182.i, %B828.i ]
  %.1365.i = load i64, ptr %.1163.i, align 8, !noalias !0
  %.1366.i = add nsw i64 %.1365.i, 1
  store i64 %.1366.i, ptr %.1163.i, align 8, !noalias !0
  br label %B921.i

B921.i:                                           ; preds = %B921.sink.split.i, %B828.i, %B660.i
  %worked_out.3.i = phi i64 [ %.1182.i, %B828.i ], [ %worked_out.2410.i, %B660.i ], [ %worked_out.3.ph.i, %B921.sink.split.i ]
  %.1101.i = icmp sgt i64 %.1048.0409.i, 1
  br i1 %.1101.i, label %B556.if.i, label %B282.loopexit.i

B136.if.i:                                        ; preds = %B56.i, %B136.loopexit.i
  %.234.0395.i = phi i64 [ %.296.i, %B136.loopexit.i ], [ %2, %B56.i ]
  %.231.0394.i = phi i64 [ %.300.i, %B136.loopexit.i ], [ 0, %B56.i ]
  %.296.i = add nsw i64 %.234.0395.i, -1
  %.300.i = add nuw nsw i64 %.231.0394.i, 1
  %invariant.gep.i = getelementptr float, ptr %a11, i64 %.231.0394.i
  br i1 %.408390.not.i, label %B136.loopexit.i, label %B170.if.lr.ph.i

B170.if.lr.ph.i:                                  ; preds = %B136.if.i
  %.451.i = add nuw nsw i64 %.231.0394.i, %.73.0419.i
  %.453.i = mul nsw i64 %.451.i, %a2
  %8 = getelementptr i16, ptr %a9, i64 %.453.i
  br label %B170.if.i

B170.if.i:                                        ; preds = %B170.if.i, %B170.if.lr.ph.i
  %.352.0391.i = phi i64 [ 0, %B170.if.lr.ph.i ], [ %.421.i, %B170.if.i ]
  %.421.i = add nuw nsw i64 %.352.0391.i, 1
  %.457.i = getelementptr i16, ptr %8, i64 %.352.0391.i
  %.458.i = load i16, ptr %.457.i, align 2, !noalias !0
  %.460.i = sext i16 %.458.i to i64
  %.461.i = getelementptr float, ptr %a3, i64 %.460.i
  %.462.i = load float, ptr %.461.i, align 4, !noalias !0
  %.idx379.i = shl i64 %.352.0391.i, 9
  %gep.i = getelementptr i8, ptr %invariant.gep.i, i64 %.idx379.i
  store float %.462.i, ptr %gep.i, align 4, !noalias !0
  %exitcond.not.i = icmp eq i64 %a2, %.421.i
  br i1 %exitcond.not.i, label %B136.loopexit.i, label %B170.if.i

B284.if.i:                                        ; preds = %B252.i, %B282.loopexit.i
  %worked_out.1415.i = phi i64 [ %worked_out.2.lcssa.i, %B282.loopexit.i ], [ %worked_out.0420.i, %B252.i ]
  %.508.0413.i = phi i64 [ %.578.i, %B282.loopexit.i ], [ 0, %B252.i ]
  tail call void @llvm.memset.p0.i64(ptr noundef nonnull align 4 dereferenceable(512) %a12, i8 0, i64 512, i1 false), !noalias !0
  %.578.i = add nuw nsw i64 %.508.0413.i, 1
  br i1 %.408390.not.i, label %B556.preheader.i, label %B374.if.lr.ph.i

B374.if.i:                                        ; preds = %B374.loopexit.i, %B374.if.lr.ph.i
  %.761.0401.i = phi i64 [ 0, %B374.if.lr.ph.i ], [ %.830.i, %B374.loopexit.i ]
  %.863.i = getelementptr float, ptr %3, i64 %.761.0401.i
  %.864.i = load float, ptr %.863.i, align 4, !noalias !0
  %.idx.i = shl i64 %.761.0401.i, 9
  %9 = getelementptr i8, ptr %a11, i64 %.idx.i
  br label %B446.if.i

B446.if.i:                                        ; preds = %B446.if.i, %B374.if.i
  %.891.0398.i = phi i64 [ 0, %B374.if.i ], [ %.960.i, %B446.if.i ]
  %.960.i = add nuw nsw i64 %.891.0398.i, 1
  %.989.i = getelementptr float, ptr %a12, i64 %.891.0398.i
  %.990.i = load float, ptr %.989.i, align 4, !noalias !0
  %.996.i = getelementptr float, ptr %9, i64 %.891.0398.i
  %.997.i = load float, ptr %.996.i, align 4, !noalias !0
  %.999.i = fmul float %.864.i, %.997.i
  %.1000.i = fadd float %.990.i, %.999.i
  store float %.1000.i, ptr %.989.i, align 4, !noalias !0
  %exitcond423.not.i = icmp eq i64 %.960.i, 128
  br i1 %exitcond423.not.i, label %B374.loopexit.i, label %B446.if.i

B556.if.i:                                        ; preds = %B921.i, %B556.if.lr.ph.i
  %worked_out.2410.i = phi i64 [ %worked_out.1415.i, %B556.if.lr.ph.i ], [ %worked_out.3.i, %B921.i ]
  %.1048.0409.i = phi i64 [ %2, %B556.if.lr.ph.i ], [ %.1110.i, %B921.i ]
  %.1045.0408.i = phi i64 [ 0, %B556.if.lr.ph.i ], [ %.1114.i, %B921.i ]
  %.1110.i = add nsw i64 %.1048.0409.i, -1
  %.1114.i = add nuw nsw i64 %.1045.0408.i, 1
  %.1143.i = getelementptr float, ptr %a12, i64 %.1045.0408.i
  %.1144.i = load float, ptr %.1143.i, align 4, !noalias !0
  %.1145.i = tail call float @llvm.fabs.f32(float %.1144.i)
  %.1152.i = load double, ptr %.1151.i, align 8, !noalias !0
  %.1154.i = fpext float %.1145.i to double
  %.1155.i = fcmp ugt double %.1152.i, %.1154.i
  br i1 %.1155.i, label %B660.i, label %B921.sink.split.i

B728.if.i:                                        ; preds = %B728.if.i, %B728.if.lr.ph.i
  %total.5406.i = phi i64 [ 0, %B728.if.lr.ph.i ], [ %.1340.i, %B728.if.i ]
  %.1212.0404.i = phi i64 [ 0, %B728.if.lr.ph.i ], [ %.1281.i, %B728.if.i ]
  %.1281.i = add nuw nsw i64 %.1212.0404.i, 1
  %.1319.i = getelementptr i16, ptr %6, i64 %.1212.0404.i
  %.1320.i = load i16, ptr %.1319.i, align 2, !noalias !0
  %.1321.i = sext i16 %.1320.i to i64
  %.1324.i = getelementptr i32, ptr %4, i64 %.1321.i
  %.1325.i = load i32, ptr %.1324.i, align 4, !noalias !0
  %.1334.i = getelementptr i32, ptr %5, i64 %.1212.0404.i
  %.1335.i = load i32, ptr %.1334.i, align 4, !noalias !0
  %.1336.i = sext i32 %.1325.i to i64
  %.1337.i = sext i32 %.1335.i to i64
  %.1338.i = mul nsw i64 %.1337.i, %.1336.i
  %.1340.i = add nsw i64 %.1338.i, %total.5406.i
  %exitcond425.not.i = icmp eq i64 %a2, %.1281.i
  br i1 %exitcond425.not.i, label %B828.loopexit.i, label %B728.if.i

count_as_much.0.exit:                             ; preds = %B52.loopexit.i, %done
  %worked_out.0.lcssa.i = phi i64 [ 0, %done ], [ %worked_out.1.lcssa.i, %B52.loopexit.i ]
  ret i64 %worked_out.0.lcssa.i
}

declare i64 @llvm.abs.i64(i64, i1 immarg)

declare i64 @llvm.smax.i64(i64, i64)

declare void @llvm.memset.p0.i64(ptr writeonly, i8, i64, i1 immarg)

declare i64 @llvm.umin.i64(i64, i64)

!0 = !{!1}
!1 = distinct !{!1, !2, !"count_as_much.0: %retptr"}
!2 = distinct !{!2, !"count_as_much.0"}
